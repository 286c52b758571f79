import { type Lesson, move, moveStep } from './lesson.ts';

/** The move for a single product of school: a[i,j]·b[j,k] added to c[i,k], counted from 0. */
function single(i: number, j: number, k: number) {
  const one = (at: number) => [0, 1, 2, 3].map((x) => (x === at ? 1 : 0));
  return move(one(2 * i + j), one(2 * j + k), one(2 * i + k));
}

export const NAIVE_LESSON: Lesson = {
  id: 'naive',
  title: 'The naive eight',
  minutes: 3,
  summary: 'Win a game in the way taught in school.',
  arithmetic: 'standard',
  steps: [
    {
      text: 'School takes one product for each 1 on the board. Eight ones, eight moves: it always works, and it is where to begin.',
      point: 'board',
    },
    moveStep('The slice c₁₁ first. It needs a₁₁b₁₁ …', single(0, 0, 0), 'Play a₁₁ · b₁₁ to c₁₁.'),
    moveStep('… and a₁₂b₂₁.', single(0, 1, 0), 'Play a₁₂ · b₂₁ to c₁₁.'),
    {
      text: 'The slice c₁₁ is empty, and the formulas say how it came about: c₁₁ = m₁ + m₂. The rank bound says how many moves certainly suffice from here: six.',
      point: 'facts',
    },
    moveStep('Next, c₁₂.', single(0, 0, 1), 'Play a₁₁ · b₁₂ to c₁₂.'),
    moveStep('Its other product:', single(0, 1, 1), 'Play a₁₂ · b₂₂ to c₁₂.'),
    {
      text: 'You can also type a move: write (a21)(b11) -> c21 in the box below the editors and press Enter. Or ask for a hint.',
      task: 'Play the last four moves, in any order, in any way you like.',
      point: 'hints',
      done: ({ position }) => position.solved,
    },
    {
      text: 'Solved: rank 8, one multiplication for each move. For a long time nobody thought that fewer could do. In 1969 Volker Strassen found seven; the next lesson plays them.',
    },
  ],
};
