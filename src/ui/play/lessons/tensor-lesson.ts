import type { Lesson } from './lesson.ts';

export const TENSOR_LESSON: Lesson = {
  id: 'tensor',
  title: 'What the tensor is',
  minutes: 2,
  summary: 'How a block of numbers says what a matrix product is.',
  arithmetic: 'standard',
  steps: [
    {
      text: 'To multiply two 2×2 matrices, C = A·B, school takes eight products of an entry of A with an entry of B. For example c₁₁ = a₁₁b₁₁ + a₁₂b₂₁.',
    },
    {
      text: 'The board writes this down as numbers, one slice for each entry of C. In slice c₁₁ there is a 1 where row a₁₁ meets column b₁₁, and one where a₁₂ meets b₂₁: these two products are added to c₁₁. Read the other slices the same way.',
      point: 'board',
    },
    {
      text: 'Eight ones in a block of 4×4×4 numbers: this is the whole recipe of the product. The block can be cut along A or B as well; the ones stay the same.',
      task: 'Choose the slices along A.',
      point: 'views',
      done: ({ view }) => view.mode === 0 && !view.solid,
    },
    {
      text: 'Or look at all of it at once. Drag the block to turn it, or use the arrow keys on it.',
      task: 'Choose 3D.',
      point: 'views',
      done: ({ view }) => view.solid,
    },
    {
      text: 'Most people play with the slices along C, where each slice is a formula.',
      task: 'Go back to the slices along C.',
      point: 'views',
      done: ({ view }) => view.mode === 2 && !view.solid,
    },
    {
      text: 'This block is the target. The game is to take it apart, in as few moves as you can: every move is one multiplication of an algorithm. The next lesson plays one.',
    },
  ],
};
