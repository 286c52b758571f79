import { assignSlots, type Interval, peakBytes } from './liveness.ts';
import { aligned, type Binding, Pack, type Step, type View, Virtual } from './recording.ts';

/** Memory of a plan, in bytes. */
export interface PlanMemory {
  /** Results that live within a run, laid into each other's place by liveness, */
  readonly transient: number;
  /** what they would take without, */
  readonly transientUnplanned: number;
  /** and the least that any plan could take. */
  readonly transientPeak: number;
  /** Constants, uniforms, inputs, packs and staging for what is read back. */
  readonly fixed: number;
  /** transient + fixed */
  readonly total: number;
}

/** The buffers of a plan, and where each binding of its steps lies in them. */
export interface Layout {
  readonly buffers: readonly GPUBuffer[];
  readonly memory: Omit<PlanMemory, 'total'>;
  /** Where a binding lies. */
  place(binding: Binding): View;
  /** Where the uniforms of step i lie, null when it has none. */
  uniforms(step: number): View | null;
}

/**
 * Decides where everything lies that the steps bind.
 * @param kept what is read after the last step
 */
export function layOut(
  device: GPUDevice,
  steps: readonly Step[],
  kept: readonly Binding[],
): Layout {
  const buffers: GPUBuffer[] = [];
  const make = (size: number, usage: GPUBufferUsageFlags): GPUBuffer => {
    const buffer = device.createBuffer({ size: Math.max(4, size), usage });
    buffers.push(buffer);
    return buffer;
  };
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const places = new Map<Virtual | Pack, View>();
  const { transients, constants, packs } = sortOut(steps, kept);

  let fixed = 0;
  const constantBytes = [...constants].map((virtual) => ({ virtual, bytes: virtual.constant! }));
  const constantAt = upload(
    device,
    make,
    storage,
    constantBytes.map(({ bytes }) => bytes),
  );
  for (const [i, { virtual }] of constantBytes.entries()) places.set(virtual, constantAt[i]!);
  for (const { size } of constantAt) fixed += aligned(size);

  const withUniforms = steps.flatMap(({ uniforms }, step) =>
    uniforms ? [{ uniforms, step }] : [],
  );
  const uniformAt = upload(
    device,
    make,
    GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    withUniforms.map(({ uniforms }) => uniforms),
  );
  const uniformOf = new Map(withUniforms.map(({ step }, i) => [step, uniformAt[i]!]));
  for (const { size } of uniformAt) fixed += aligned(size);

  for (const pack of packs) {
    places.set(pack, { buffer: make(pack.bytes, storage), offset: 0, size: pack.bytes });
    fixed += pack.bytes;
  }
  const virtuals = [...transients.keys()];
  const intervals = [...transients.values()];
  const { slots, slotOf } = assignSlots(intervals);
  const slotBuffers = slots.map((bytes) => make(bytes, storage));
  for (const [i, virtual] of virtuals.entries()) {
    places.set(virtual, { buffer: slotBuffers[slotOf[i]!]!, offset: 0, size: virtual.bytes });
  }

  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
  return {
    buffers,
    memory: {
      transient: sum(slots),
      transientUnplanned: sum(intervals.map(({ bytes }) => bytes)),
      transientPeak: peakBytes(intervals),
      fixed,
    },
    place: (binding) => {
      if (binding instanceof Virtual && binding.place !== null) {
        const { buffer } = places.get(binding.place.pack)!;
        return { buffer, offset: binding.place.offset, size: binding.bytes };
      }
      if (binding instanceof Virtual || binding instanceof Pack) return places.get(binding)!;
      return binding;
    },
    uniforms: (step) => uniformOf.get(step) ?? null,
  };
}

function sortOut(steps: readonly Step[], kept: readonly Binding[]) {
  const transients = new Map<Virtual, { bytes: number; first: number; last: number }>();
  const constants = new Set<Virtual>();
  const packs = new Set<Pack>();
  const use = (binding: Binding, step: number) => {
    if (binding instanceof Pack) packs.add(binding);
    else if (!(binding instanceof Virtual)) return;
    else if (binding.place !== null) packs.add(binding.place.pack);
    else if (binding.constant !== null) constants.add(binding);
    else {
      const known = transients.get(binding);
      if (known) known.last = step;
      else transients.set(binding, { bytes: binding.bytes, first: step, last: step });
    }
  };
  for (const [i, { bindings }] of steps.entries()) for (const binding of bindings) use(binding, i);
  for (const binding of kept) use(binding, steps.length);
  return { transients: transients as Map<Virtual, Interval>, constants, packs };
}

/** Puts pieces of data into one buffer, each at an aligned offset. */
function upload(
  device: GPUDevice,
  make: (size: number, usage: GPUBufferUsageFlags) => GPUBuffer,
  usage: GPUBufferUsageFlags,
  pieces: readonly ArrayBuffer[],
): View[] {
  let size = 0;
  const offsets = pieces.map((piece) => {
    const offset = size;
    size += aligned(piece.byteLength);
    return offset;
  });
  if (size === 0) return [];
  const all = new Uint8Array(size);
  for (const [i, piece] of pieces.entries()) all.set(new Uint8Array(piece), offsets[i]!);
  const buffer = make(size, usage);
  device.queue.writeBuffer(buffer, 0, all);
  return pieces.map((piece, i) => ({ buffer, offset: offsets[i]!, size: piece.byteLength }));
}
