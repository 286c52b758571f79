/** A rank-one tensor u⊗v⊗w: entry (i, j, k) is u[i]·v[j]·w[k]. */
export interface Term {
  readonly u: Int8Array;
  readonly v: Int8Array;
  readonly w: Int8Array;
}
