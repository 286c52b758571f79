import { useEffect, useLayoutEffect, useRef } from 'react';
import { countEnds } from '../../session/tree/ends.ts';
import { spawnLayout } from '../../session/tree/tree-clients.ts';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { toggleFold } from './commands.ts';
import { countWords } from './end-words.ts';
import { Legend } from './legend.tsx';
import { TreeStage } from './stage.ts';
import { StepCard } from './step-card.tsx';
import { useTree, useTreeState } from './tree-context.ts';

/** The tree, drawn. */
export function StageCard() {
  const { inspector, ui } = useTree();
  const overlay = useTreeState((state) => state.overlay);
  const status = useTreeState((state) => state.status);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const probe = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    if (!frame.current || !canvas.current || !probe.current) return;
    const layouts = spawnLayout();
    const stage = new TreeStage(
      { frame: frame.current, canvas: canvas.current, probe: probe.current },
      {
        onPick: (node) => inspector.select(node),
        onToggle: (node) => {
          inspector.select(node);
          toggleFold(inspector, ui);
        },
      },
      layouts,
    );
    ui.setState({ stage });
    return () => {
      ui.setState({ stage: null });
      stage.dispose();
      layouts.close();
    };
  }, [inspector, ui]);

  useEffect(() => {
    const show = () => ui.getState().stage?.show(inspector.state.getState());
    show();
    return inspector.state.subscribe(show);
  }, [inspector, ui]);

  return (
    <section className="card tree-stage-card" aria-label="The tree">
      <div className="tree-stage-bar">
        <fieldset className="views" aria-label="What is shown of it">
          <ActionButton action={ACTIONS.visits} pressed={overlay === 'visits'} />
          <ActionButton action={ACTIONS.change} pressed={overlay === 'change'} />
          <ActionButton action={ACTIONS.policy} pressed={overlay === 'policy'} />
          <ActionButton action={ACTIONS.ends} pressed={overlay === 'ends'}>
            Ends
          </ActionButton>
        </fieldset>
        <div className="views tree-zoom">
          <ActionButton action={ACTIONS.farther}>
            <span aria-hidden="true">−</span>
          </ActionButton>
          <ActionButton action={ACTIONS.closer}>
            <span aria-hidden="true">+</span>
          </ActionButton>
          <ActionButton action={ACTIONS.fit} />
        </div>
      </div>
      <div className="tree-frame" ref={frame} data-busy={status === 'running'}>
        <canvas
          ref={canvas}
          role="img"
          aria-label="The search tree; the outline below tells it in words"
        />
        <span ref={probe} className="tree-probe" aria-hidden="true" />
        <StepCard />
      </div>
      <Legend />
      {overlay === 'ends' && <EndsLine />}
    </section>
  );
}

/** How many ends and pruned moves there are, those that are folded away too. */
function EndsLine() {
  const playback = useTreeState((state) => state.playback);
  useTreeState((state) => state.revision);
  if (playback === null || playback.record.nodes === 0) return null;
  return <p className="help tree-ends">{countWords(countEnds(playback))}</p>;
}
