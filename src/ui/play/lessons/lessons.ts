import type { Lesson } from './lesson.ts';
import { MODULO_LESSON } from './modulo-lesson.ts';
import { MOVE_LESSON } from './move-lesson.ts';
import { NAIVE_LESSON } from './naive-lesson.ts';
import { STRASSEN_LESSON } from './strassen-lesson.ts';
import { TENSOR_LESSON } from './tensor-lesson.ts';

/** All lessons, in the order in which they build on each other. */
export const LESSONS: readonly Lesson[] = [
  TENSOR_LESSON,
  MOVE_LESSON,
  NAIVE_LESSON,
  STRASSEN_LESSON,
  MODULO_LESSON,
];
