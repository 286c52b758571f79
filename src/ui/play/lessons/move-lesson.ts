import { draftIs, type Lesson, move, played } from './lesson.ts';

const SINGLE = move([1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]);

export const MOVE_LESSON: Lesson = {
  id: 'move',
  title: 'One move',
  minutes: 3,
  summary: 'Choose u, v and w, see what they would change, and play.',
  arithmetic: 'standard',
  steps: [
    {
      text: 'A move has three parts. The first, u, picks entries of A. A click on a coefficient steps it: 0, 1, −1 and round again. You can also go there with Tab and type.',
      task: 'Set a₁₁ in u to 1, and nothing else.',
      point: 'u',
      done: (state) => draftIs(state, 'u', [1, 0, 0, 0]),
    },
    {
      text: 'The second, v, picks entries of B.',
      task: 'Set b₁₁ in v to 1.',
      point: 'v',
      done: (state) => draftIs(state, 'v', [1, 0, 0, 0]),
    },
    {
      text: 'The third, w, says to which entries of C the product is added.',
      task: 'Set c₁₁ in w to 1.',
      point: 'w',
      done: (state) => draftIs(state, 'w', [1, 0, 0, 0]),
    },
    {
      text: 'The board marks the cell that the move would change, and below the editors it is written as a product: m₁ = a₁₁b₁₁, added to c₁₁.',
      task: 'Press Play.',
      point: 'play',
      done: (state) => played(state, SINGLE),
    },
    {
      text: 'The move was subtracted: that cell is 0 now and seven are left. A move costs one multiplication, however many entries it picks. So try a bigger one: every chosen entry of u meets every one of v, in every slice of w.',
      task: 'Choose a₂₁ and a₂₂ in u, b₁₂ in v, and c₂₁ and c₂₂ in w. Look at the board; do not play yet.',
      point: 'board',
      done: (state) =>
        draftIs(state, 'u', [0, 0, 1, 1]) &&
        draftIs(state, 'v', [0, 1, 0, 0]) &&
        draftIs(state, 'w', [0, 0, 1, 1]),
    },
    {
      text: 'Four cells would change. One of them holds a 1 and would be cleared; three are 0 and would become −1. That is allowed, and the best algorithms do it: later moves clear up what earlier ones left behind.',
      point: 'board',
    },
    {
      text: 'Nothing is ever lost. ← takes a move back and → plays it again. If you play something else instead, both lines are kept and drawn here.',
      task: 'Take your move back.',
      point: 'line',
      done: ({ tree }) => tree.at === 0,
    },
    {
      text: 'That is the whole game: play until every cell is 0. Your moves are then an algorithm for all matrices, and it is checked exactly.',
    },
  ],
};
