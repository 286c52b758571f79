import './styles/index.ts';
import { useId, useState } from 'react';
import { useView } from '../shared/session-context.ts';
import { Algorithms } from './algorithms.tsx';
import { Announcer } from './announcer.tsx';
import { BestRankFigure } from './best-rank-figure.tsx';
import { BoardsFigure } from './boards-figure.tsx';
import { CalibrationFigure } from './calibration-figure.tsx';
import { CompareCard } from './compare-card.tsx';
import { GamesFigure } from './games-figure.tsx';
import { KnobsCard } from './knobs-card.tsx';
import { Notice } from './notice.tsx';
import { RunCard } from './run-card.tsx';
import { RunsCard } from './runs-card.tsx';
import { SetupForm } from './setup-form.tsx';
import { ShownBar } from './shown-bar.tsx';
import { SpeedFigure } from './speed-figure.tsx';
import { StagesFigure } from './stages-figure.tsx';
import { TargetFigure } from './target-figure.tsx';
import { TimelineFigure } from './timeline-figure.tsx';
import { TraceFigure } from './trace-figure.tsx';

/** Watch the agent learn: what to train beside what comes of it. */
export function TrainScreen() {
  const idle = useView((view) => view.run === null);
  const playing = useView((view) => view.boards.length > 0);
  const [knobsOpen, setKnobsOpen] = useState(false);
  const knobsId = useId();
  const onKnobs = () => setKnobsOpen(!knobsOpen);
  return (
    <main className="side-page train">
      <div className="side-page-side">
        {idle ? <SetupForm {...{ knobsId, knobsOpen, onKnobs }} /> : <RunCard />}
        <Notice />
      </div>
      <div className="side-page-stage">
        {idle && knobsOpen && <KnobsCard id={knobsId} />}
        {playing ? <BoardsFigure /> : <TargetFigure />}
        <ShownBar />
        <div className="train-row train-row-wide">
          <GamesFigure />
          <BestRankFigure />
        </div>
        <SpeedFigure />
        <div className="train-row">
          <TraceFigure title="Policy loss" column="policyLoss" unit="nats a move" />
          <TraceFigure title="Value loss" column="valueLoss" unit="quantile loss" />
          <TraceFigure title="Policy entropy" column="policyEntropy" unit="nats" fromZero />
        </div>
        <Algorithms />
        <TimelineFigure />
        <div className="train-row train-row-half">
          <CalibrationFigure />
          <StagesFigure />
        </div>
        <div className="train-row">
          <TraceFigure
            title="Samples learnt"
            column="samplesPerSecond"
            unit="per second"
            fromZero
          />
          <TraceFigure
            title="Simulations"
            column="simulationsPerSecond"
            unit="per second"
            fromZero
          />
          <TraceFigure
            title="Evaluations"
            column="evaluationsPerSecond"
            unit="per second"
            fromZero
          />
        </div>
        {playing && <TargetFigure />}
        <CompareCard />
        <RunsCard />
      </div>
      <Announcer />
    </main>
  );
}
