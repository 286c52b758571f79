/** Strassen's seven products (Numerische Mathematik 13, 1969) in his order. */
import { type Lesson, move, moveStep } from './lesson.ts';

export const STRASSEN_LESSON: Lesson = {
  id: 'strassen',
  title: 'Strassen’s seven',
  minutes: 5,
  summary: 'The surprise of 1969, step by step.',
  arithmetic: 'standard',
  steps: [
    {
      text: 'Seven multiplications instead of eight. On whole blocks of large matrices this saves an eighth, at every level of halving: that is why it matters. “Show me” fills in each move; play it and watch the board.',
    },
    moveStep(
      'Strassen starts greedily. This product gives c₁₁ its a₁₁b₁₁ and c₂₂ its a₂₂b₂₂ in one go. It also adds six products that nobody asked for.',
      move([1, 0, 0, 1], [1, 0, 0, 1], [1, 0, 0, 1]),
      'Play (a₁₁ + a₂₂)(b₁₁ + b₂₂) to c₁₁ and c₂₂.',
    ),
    {
      text: '12 cells are filled now instead of 8, and the rank bound rose to 10. A bad move? The −1s are debts. Each of the next four moves delivers what c₁₂ or c₂₁ needs and pays off a debt with the same product: watch the rank bound fall by two every time.',
      point: 'board',
    },
    moveStep(
      'c₂₁ needs a₂₁b₁₁. Taking a₂₂b₁₁ along pays a debt of c₂₂.',
      move([0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 1, -1]),
      'Play (a₂₁ + a₂₂) b₁₁ to c₂₁, and subtracted from c₂₂.',
    ),
    moveStep(
      'The same for c₁₂: it needs a₁₁b₁₂, and a₁₁b₂₂ is another debt of c₂₂.',
      move([1, 0, 0, 0], [0, 1, 0, -1], [0, 1, 0, 1]),
      'Play a₁₁ (b₁₂ − b₂₂) to c₁₂ and c₂₂.',
    ),
    moveStep(
      'c₂₁ still needs a₂₂b₂₁, and has a₂₂b₁₁ too many since the second move. One product does both, and pays a debt of c₁₁.',
      move([0, 0, 0, 1], [-1, 0, 1, 0], [1, 0, 1, 0]),
      'Play a₂₂ (b₂₁ − b₁₁) to c₁₁ and c₂₁.',
    ),
    moveStep(
      'The slice c₂₁ is empty. Do the same for c₁₂.',
      move([1, 1, 0, 0], [0, 0, 0, 1], [-1, 1, 0, 0]),
      'Play (a₁₁ + a₁₂) b₂₂ to c₁₂, and subtracted from c₁₁.',
    ),
    {
      text: 'Two slices are empty. In each of the other two, four cells are left, and they form a rectangle: two rows, two columns. One product covers a whole rectangle, so the rank bound says 2.',
      point: 'facts',
    },
    moveStep(
      'The rectangle in c₂₂ has the rows a₁₁, a₂₁ and the columns b₁₁, b₁₂.',
      move([-1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]),
      'Play (a₂₁ − a₁₁)(b₁₁ + b₁₂) to c₂₂.',
    ),
    moveStep(
      'And the last one, in c₁₁.',
      move([0, 1, 0, -1], [0, 0, 1, 1], [1, 0, 0, 0]),
      'Play (a₁₂ − a₂₂)(b₂₁ + b₂₂) to c₁₁.',
    ),
    {
      text: 'Zero, in seven moves. Fewer are impossible for 2×2 matrices (Winograd, 1971). For 3×3 matrices nobody knows: 27 in school, 23 are the best known. Your turn.',
    },
  ],
};
