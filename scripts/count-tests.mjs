// Counts tests over the reports of Vitest and Playwright; its last line is “N passed, N failed”.
// usage: node scripts/count-tests.mjs REPORT.json…
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.log(`${file} was not written: its tests did not run`);
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const counts = report.stats === undefined ? ofVitest(report) : ofPlaywright(report.stats);
  passed += counts.passed;
  failed += counts.failed;
  skipped += counts.skipped;
}
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);

function ofVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0 }) {
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  };
}

/** A flaky test passed when it was tried again. */
function ofPlaywright({ expected, flaky, unexpected, skipped }) {
  return { passed: expected + flaky, failed: unexpected, skipped };
}
