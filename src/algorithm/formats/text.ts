/** Small matters of text that several formats share. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * JSON in ASCII on one line: safe in a comment of any language, where a line separator of Unicode
 * may end a line.
 */
export function asciiJson(value: unknown): string {
  return ascii(JSON.stringify(value));
}

export function ascii(json: string): string {
  return json.replace(
    /[^\n -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** How deep brackets are nested in JSON text, those in strings not counted. */
export function nestingOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(json, at);
    } else if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x5d || code === 0x7d) {
      depth--;
    }
  }
  return deepest;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== 0x22)
    at += json.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}
