import { type Lesson, move, moveStep } from './lesson.ts';

const FIRST = move([1, 0, 0, 1], [1, 0, 0, 1], [1, 0, 0, 1]);

export const MODULO_LESSON: Lesson = {
  id: 'modulo',
  title: 'Modulo 2',
  minutes: 2,
  summary: 'The same game where 1 + 1 = 0.',
  arithmetic: 'z2',
  steps: [
    {
      text: 'Modulo 2 there are two numbers, 0 and 1, and 1 + 1 = 0. Minus and plus are the same, so nobody can get a sign wrong. Computers calculate so with single bits.',
    },
    moveStep(
      'A click now only switches between 0 and 1. Try Strassen’s first move.',
      FIRST,
      'Play (a₁₁ + a₂₂)(b₁₁ + b₂₂) to c₁₁ and c₂₂.',
    ),
    {
      text: 'Where there was a 1 it is now 0, and where there was a 0 it is 1: a move flips its cells. So the same move once more takes it back.',
      task: 'Play the same move again.',
      move: FIRST,
      point: 'play',
      done: ({ position }) => position.moves >= 2 && position.nonzeros === 8,
    },
    {
      text: 'Back at the target, two moves poorer. Undo both, and find seven moves: Strassen’s, without the signs. Hints help, and you may leave here at any time.',
      task: 'Solve it in as many moves as you like.',
      point: 'hints',
      done: ({ position }) => position.solved,
    },
    {
      text: 'Every algorithm with whole numbers is one modulo 2, but not the other way round: for 4×4 matrices 47 multiplications are known modulo 2, and 49 with whole numbers. Such gaps are what made this game famous.',
    },
  ],
};
