/**
 * Best known ranks of matrix multiplication, every size n ≤ m ≤ p ≤ 8, as of 2026-11.
 *
 * Facts, the project's own copy of data/ranks_le8.json, where they were compiled. Sources: `at_z2` and
 * `at_std` are what AlphaTensor found (Fawzi et al., Nature 610, 47–53, 2022); the other columns follow
 * the tables of github.com/dronperminov/FastMatrixMultiplication (see also arXiv:2511.20317 and
 * arXiv:2603.02398), which name the finder of each scheme.
 */
export interface KnownRanks {
  /** n·m·p */
  readonly naive: number;
  /** AlphaTensor's, modulo 2 */
  readonly at_z2: number | null;
  /** AlphaTensor's, standard arithmetic */
  readonly at_std: number | null;
  /** modulo 2 */
  readonly z2: number;
  /** coefficients −1, 0, 1 */
  readonly zt: number;
  /** integer coefficients */
  readonly z: number;
  /** rational coefficients */
  readonly q: number;
  /** complex coefficients */
  readonly c: number;
  /** additions of a scheme of rank zt after common-subexpression elimination */
  readonly adds_zt: number | null;
}

type Row = readonly [
  naive: number,
  at_z2: number | null,
  at_std: number | null,
  z2: number,
  zt: number,
  z: number,
  q: number,
  c: number,
  adds_zt: number | null,
];

/** By size with n ≤ m ≤ p: the fields of KnownRanks in their order. */
const ROWS: Readonly<Record<string, Row>> = {
  '2x2x2': [8, 7, 7, 7, 7, 7, 7, 7, 15],
  '2x2x3': [12, 11, 11, 11, 11, 11, 11, 11, 20],
  '2x2x4': [16, 14, 14, 14, 14, 14, 14, 14, 31],
  '2x2x5': [20, 18, 18, 18, 18, 18, 18, 18, 33],
  '2x2x6': [24, null, 21, 21, 21, 21, 21, 21, null],
  '2x2x7': [28, null, 25, 25, 25, 25, 25, 25, null],
  '2x2x8': [32, null, 28, 28, 28, 28, 28, 28, null],
  '2x3x3': [18, 15, 15, 15, 15, 15, 15, 15, 46],
  '2x3x4': [24, 20, 20, 20, 20, 20, 20, 20, 58],
  '2x3x5': [30, 25, 25, 25, 25, 25, 25, 25, 71],
  '2x3x6': [36, null, null, 30, 30, 30, 30, 30, null],
  '2x3x7': [42, null, null, 35, 35, 35, 35, 35, null],
  '2x3x8': [48, null, null, 40, 40, 40, 40, 40, null],
  '2x4x4': [32, 26, 26, 26, 26, 26, 26, 26, 92],
  '2x4x5': [40, 33, 33, 33, 33, 33, 32, 32, 112],
  '2x4x6': [48, null, null, 39, 39, 39, 39, 39, null],
  '2x4x7': [56, null, null, 45, 45, 45, 45, 45, null],
  '2x4x8': [64, null, null, 51, 51, 51, 51, 51, null],
  '2x5x5': [50, 40, 40, 40, 40, 40, 40, 40, 153],
  '2x5x6': [60, null, null, 47, 47, 47, 47, 47, null],
  '2x5x7': [70, null, null, 55, 55, 55, 55, 55, null],
  '2x5x8': [80, null, null, 63, 63, 63, 63, 63, null],
  '2x6x6': [72, null, null, 56, 56, 56, 56, 56, null],
  '2x6x7': [84, null, null, 66, 66, 66, 66, 66, null],
  '2x6x8': [96, null, null, 75, 75, 75, 75, 75, null],
  '2x7x7': [98, null, null, 76, 76, 76, 76, 76, null],
  '2x7x8': [112, null, null, 88, 88, 88, 88, 88, null],
  '2x8x8': [128, null, null, 100, 100, 100, 100, 100, null],
  '3x3x3': [27, 23, 23, 23, 23, 23, 23, 23, 58],
  '3x3x4': [36, 29, 29, 29, 29, 29, 29, 29, 92],
  '3x3x5': [45, 36, 36, 36, 36, 36, 36, 36, 123],
  '3x3x6': [54, null, null, 42, 42, 42, 40, 40, null],
  '3x3x7': [63, null, null, 49, 49, 49, 49, 49, null],
  '3x3x8': [72, null, null, 55, 56, 56, 55, 55, null],
  '3x4x4': [48, 38, 38, 38, 38, 38, 38, 38, 133],
  '3x4x5': [60, 47, 47, 47, 47, 47, 47, 47, 161],
  '3x4x6': [72, null, null, 54, 54, 54, 54, 54, null],
  '3x4x7': [84, null, null, 64, 64, 64, 63, 63, null],
  '3x4x8': [96, null, null, 73, 73, 73, 73, 73, null],
  '3x5x5': [75, 58, 58, 58, 58, 58, 58, 58, 221],
  '3x5x6': [90, null, null, 68, 68, 68, 68, 68, null],
  '3x5x7': [105, null, null, 79, 79, 79, 79, 79, null],
  '3x5x8': [120, null, null, 90, 90, 90, 90, 90, null],
  '3x6x6': [108, null, null, 83, 83, 83, 80, 80, null],
  '3x6x7': [126, null, null, 96, 96, 96, 94, 94, null],
  '3x6x8': [144, null, null, 108, 108, 108, 108, 108, null],
  '3x7x7': [147, null, null, 111, 111, 111, 111, 111, null],
  '3x7x8': [168, null, null, 128, 128, 128, 126, 126, null],
  '3x8x8': [192, null, null, 145, 146, 146, 145, 145, null],
  '4x4x4': [64, 47, 49, 47, 49, 49, 48, 48, 159],
  '4x4x5': [80, 63, 63, 60, 61, 61, 61, 61, 233],
  '4x4x6': [96, null, null, 73, 73, 73, 73, 73, null],
  '4x4x7': [112, null, null, 85, 85, 85, 85, 85, null],
  '4x4x8': [128, null, null, 94, 96, 96, 96, 96, null],
  '4x5x5': [100, 76, 76, 73, 76, 76, 76, 76, 299],
  '4x5x6': [120, null, null, 89, 90, 90, 90, 90, null],
  '4x5x7': [140, null, null, 104, 104, 104, 104, 104, null],
  '4x5x8': [160, null, null, 118, 118, 118, 118, 118, null],
  '4x6x6': [144, null, null, 105, 105, 105, 105, 105, null],
  '4x6x7': [168, null, null, 123, 123, 123, 123, 123, null],
  '4x6x8': [192, null, null, 140, 140, 140, 140, 140, null],
  '4x7x7': [196, null, null, 144, 144, 144, 144, 144, null],
  '4x7x8': [224, null, null, 161, 161, 161, 161, 161, null],
  '4x8x8': [256, null, null, 180, 180, 180, 180, 180, null],
  '5x5x5': [125, 96, 98, 93, 93, 93, 93, 93, 383],
  '5x5x6': [150, null, null, 110, 110, 110, 110, 110, null],
  '5x5x7': [175, null, 134, 127, 127, 127, 127, 127, null],
  '5x5x8': [200, null, null, 144, 144, 144, 144, 144, null],
  '5x6x6': [180, null, null, 130, 130, 130, 130, 130, null],
  '5x6x7': [210, null, null, 150, 150, 150, 150, 150, null],
  '5x6x8': [240, null, null, 170, 170, 170, 170, 170, null],
  '5x7x7': [245, null, null, 176, 176, 176, 176, 176, null],
  '5x7x8': [280, null, null, 204, 204, 204, 204, 204, null],
  '5x8x8': [320, null, null, 230, 230, 230, 230, 230, null],
  '6x6x6': [216, null, null, 153, 153, 153, 153, 153, null],
  '6x6x7': [252, null, null, 183, 183, 183, 183, 183, null],
  '6x6x8': [288, null, null, 203, 203, 203, 203, 203, null],
  '6x7x7': [294, null, null, 212, 212, 212, 212, 212, null],
  '6x7x8': [336, null, null, 238, 238, 238, 238, 238, null],
  '6x8x8': [384, null, null, 266, 266, 266, 266, 266, null],
  '7x7x7': [343, null, null, 248, 250, 250, 249, 249, null],
  '7x7x8': [392, null, null, 273, 278, 278, 277, 277, null],
  '7x8x8': [448, null, null, 302, 310, 310, 306, 306, null],
  '8x8x8': [512, null, null, 329, 343, 343, 336, 336, null],
};

/** [size with n ≤ m ≤ p, its ranks] */
export const KNOWN_RANKS: ReadonlyMap<string, KnownRanks> = new Map(
  Object.entries(ROWS).map(([size, [naive, at_z2, at_std, z2, zt, z, q, c, adds_zt]]) => [
    size,
    { naive, at_z2, at_std, z2, zt, z, q, c, adds_zt },
  ]),
);
