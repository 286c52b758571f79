import './styles/index.ts';
import './dialogs.css';
import { Announcer } from './announcer.tsx';
import { BasisDialog } from './basis-dialog.tsx';
import { BoardCard } from './board-card.tsx';
import { Coach } from './coach.tsx';
import { FactsCard } from './facts-card.tsx';
import { FinishedCard } from './finished-card.tsx';
import { FormulasCard } from './formulas-card.tsx';
import { Greeting } from './greeting.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { HintCard } from './hint-card.tsx';
import { LessonsDialog } from './lessons-dialog.tsx';
import { LineCard } from './line-card.tsx';
import { MoveCard } from './move-card.tsx';
import { usePlay, usePlayState, usePlayUi } from './play-context.ts';
import { PlayHead } from './play-head.tsx';
import { PlayNotice } from './play-notice.tsx';
import { RemovedNotice } from './removed-notice.tsx';
import { TargetDialog } from './target-dialog.tsx';
import { useActionKeys } from './use-action-keys.ts';

/** Play by hand: the board and the move beside what has become of the game. */
export function PlayScreen() {
  const play = usePlay();
  const ui = usePlayUi();
  const finished = usePlayState((state) => state.finished);
  useActionKeys({ play, ui });
  return (
    <main className="play">
      <div className="play-top">
        <PlayHead />
        <Greeting />
        <PlayNotice />
        <RemovedNotice />
      </div>
      <div className="play-main">
        <BoardCard />
        {finished === null ? <MoveCard /> : <FinishedCard game={finished} />}
      </div>
      <div className="play-side">
        <Coach />
        <FactsCard />
        <HintCard />
        <LineCard />
        <FormulasCard />
      </div>
      <TargetDialog />
      <BasisDialog />
      <LessonsDialog />
      <HelpDialog />
      <Announcer />
    </main>
  );
}
