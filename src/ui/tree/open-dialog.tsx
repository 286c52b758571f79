import { Button } from '@mantine/core';
import { type ChangeEvent, useEffect, useState } from 'react';
import { sentence } from '../../session/sentences.ts';
import { arithmeticWords } from '../../session/target-words.ts';
import { startPosition } from '../../session/tree/board-lines.ts';
import type { Inspector } from '../../session/tree/inspector.ts';
import { CAPACITIES } from '../../session/tree/inspector-state.ts';
import { titleOf } from '../../session/tree/names.ts';
import type { SearchPosition } from '../../session/tree/search-host.ts';
import {
  boardPosition,
  evaluatorFor,
  type SavedAgent,
  savedAgent,
} from '../../session/tree/sources.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { parseSize } from '../../tensor/size.ts';
import { Dialog } from '../shared/dialog.tsx';
import { formatCount } from '../shared/format.ts';
import { useTree, useTreeState, useTreeUi } from './tree-context.ts';

const SIZES = ['2x2x2', '2x2x3', '2x3x3', '3x3x3', '3x3x4', '4x4x4'];

/** What to open: a position to search, and by whom; or a tree that was saved. */
export function OpenDialog() {
  const { inspector, ui } = useTree();
  const opened = useTreeUi(({ dialog }) => dialog === 'open');
  const close = () => ui.setState({ dialog: null });
  return (
    <Dialog opened={opened} onClose={close} title="Open a tree" size="34rem">
      {opened && <Choices inspector={inspector} close={close} />}
    </Dialog>
  );
}

interface ChoicesProps {
  readonly inspector: Inspector;
  readonly close: () => void;
}

function Choices({ inspector, close }: ChoicesProps) {
  const { follow } = useTree();
  const capacity = useTreeState((state) => state.capacity);
  const [agent, setAgent] = useState<SavedAgent | null>(null);
  const [board] = useState(boardPosition);
  const [size, setSize] = useState('2x2x2');
  const [arithmetic, setArithmetic] = useState<Arithmetic>('standard');
  useEffect(() => {
    let current = true;
    void savedAgent().then((found) => {
      if (current) setAgent(found);
    });
    return () => {
      current = false;
    };
  }, []);
  const search = (position: SearchPosition, asked: SavedAgent | null) => {
    close();
    void inspector.open(position, evaluatorFor(position, asked));
  };
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file === undefined) return;
    close();
    try {
      inspector.openFile(await file.text(), file.name);
    } catch (error) {
      inspector.notify('error', `${file.name} could not be read: ${sentence(error)}`);
    }
  };
  return (
    <div className="tree-open">
      <label className="tree-field">
        Nodes that a search may hold
        <select
          value={capacity}
          onChange={(event) => inspector.setCapacity(Number(event.target.value))}
        >
          {CAPACITIES.map((nodes) => (
            <option key={nodes} value={nodes}>
              {formatCount(nodes)}
            </option>
          ))}
        </select>
      </label>
      {board !== null && (
        <section>
          <h3>The game on the play board</h3>
          <p>{titleOf(board)}.</p>
          <SearchButtons position={board} agent={agent} search={search} />
        </section>
      )}
      <section>
        <h3>The start of a game</h3>
        <div className="tree-fields">
          <label className="tree-field">
            Target
            <select value={size} onChange={(event) => setSize(event.target.value)}>
              {SIZES.map((name) => (
                <option key={name} value={name}>
                  {name.replaceAll('x', '×')}
                </option>
              ))}
            </select>
          </label>
          <label className="tree-field">
            Arithmetic
            <select
              value={arithmetic}
              onChange={(event) => setArithmetic(event.target.value as Arithmetic)}
            >
              <option value="standard">integers</option>
              <option value="z2">modulo 2</option>
            </select>
          </label>
        </div>
        <SearchButtons
          position={startPosition(parseSize(size), arithmetic)}
          agent={agent}
          search={search}
        />
      </section>
      <section>
        <h3>A game that an agent is playing</h3>
        <p>While a run is at work on the training screen, one of its games can be followed.</p>
        <Button
          size="compact-md"
          variant="default"
          onClick={() => {
            close();
            follow();
          }}
        >
          Follow a live game
        </Button>
      </section>
      <section>
        <h3>A saved tree</h3>
        <p>A JSON file that this screen saved. It is shown without any agent.</p>
        <input
          type="file"
          accept="application/json,.json"
          aria-label="Saved tree"
          onChange={(event) => void read(event)}
        />
      </section>
    </div>
  );
}

interface SearchButtonsProps {
  readonly position: SearchPosition;
  readonly agent: SavedAgent | null;
  readonly search: (position: SearchPosition, agent: SavedAgent | null) => void;
}

/** Search it with the agent, if it was trained for that, or with local reasoning. */
function SearchButtons({ position, agent, search }: SearchButtonsProps) {
  const withAgent = evaluatorFor(position, agent).kind === 'network';
  return (
    <div className="tree-open-buttons">
      {withAgent && agent !== null && (
        <Button size="compact-md" onClick={() => search(position, agent)}>
          Search with your agent
        </Button>
      )}
      <Button
        size="compact-md"
        variant={withAgent ? 'default' : 'filled'}
        onClick={() => search(position, null)}
      >
        Search with local reasoning
      </Button>
      {!withAgent && (
        <p className="help">
          {agent === null
            ? 'No agent has been trained in this browser yet.'
            : `Your agent was trained for ${agent.sizes.map((own) => own.join('×')).join(', ')} ${arithmeticWords(agent.arithmetic)}.`}
        </p>
      )}
    </div>
  );
}
