/** The tree as files: the record, a drawing of all of it, and a picture of the view. */

import { Playback } from '../../search/record/playback.ts';
import type { TreeRecord } from '../../search/record/tree-record.ts';
import { DEAD_END, LIMIT, SOLVED } from '../../search/store.ts';
import { layoutTree } from '../../session/tree/layout.ts';
import { visibleNodes } from '../../session/tree/visible.ts';
import { type Colours, valueColour } from './colours.ts';
import { createScene, layoutRequest, type Scene, sceneSize } from './scene.ts';

const MARGIN = 40;

/** '2x2x2-standard-tree-200' */
export function treeFileName({ header, simulations }: TreeRecord): string {
  return `${header.size.join('x')}-${header.arithmetic}-tree-${simulations}`;
}

/** All nodes that were reached by the moment, none folded, as SVG. */
export function treeSvg(record: TreeRecord, moment: number, colours: Colours): string {
  const playback = new Playback(record);
  playback.seek(moment);
  const visible = visibleNodes(playback, {
    filters: { minVisits: 0, maxDepth: Number.POSITIVE_INFINITY, solvedOnly: false },
    folded: new Set(),
    unfolded: new Set(),
    always: [],
    most: Number.POSITIVE_INFINITY,
  });
  const layout = layoutTree(layoutRequest(playback, visible));
  return sceneSvg(createScene(playback, visible, layout), colours);
}

export function sceneSvg(scene: Scene, colours: Colours): string {
  const { visible, others } = scene;
  const size = sceneSize(scene);
  const width = Math.ceil(size.width + 2 * MARGIN + 110);
  const height = Math.ceil(size.height + 2 * MARGIN);
  const edges: string[] = [];
  const nodes: string[] = [];
  for (let at = 0; at < visible.nodes.length; at++) {
    const parent = visible.parent[at]!;
    if (parent >= 0) {
      const stroke = (0.8 + 6 * Math.sqrt(scene.share[at]!)).toFixed(1);
      edges.push(`<path d="${curve(scene, parent, at)}" stroke-width="${stroke}"/>`);
    }
    nodes.push(node(scene, at, colours));
  }
  const merged: string[] = [];
  for (let i = 0; i < others.length; i += 2) {
    merged.push(`<path d="${curve(scene, others[i]!, others[i + 1]!)}"/>`);
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="11">`,
    `<title>Search tree, ${visible.nodes.length} nodes</title>`,
    `<rect width="100%" height="100%" fill="${colours.surface}"/>`,
    `<g fill="none" stroke="${colours['line-strong']}" stroke-dasharray="3 4">${merged.join('')}</g>`,
    `<g fill="none" stroke="${colours['line-strong']}" stroke-linecap="round">${edges.join('')}</g>`,
    `<g fill="${colours.ink}">${nodes.join('')}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

function place({ layout, column }: Scene, at: number): [number, number] {
  return [MARGIN + layout.depth[at]! * column, MARGIN + layout.y[at]!];
}

function curve(scene: Scene, from: number, to: number): string {
  const [ax, ay] = place(scene, from);
  const [bx, by] = place(scene, to);
  const middle = (ax + bx) / 2;
  const [y0, y1] = [ay.toFixed(1), by.toFixed(1)];
  return `M${ax} ${y0}C${middle} ${y0} ${middle} ${y1} ${bx} ${y1}`;
}

function node(scene: Scene, at: number, colours: Colours): string {
  const { radius, goodness, incoming, visible, playback, visits, expected } = scene;
  const [x, y] = place(scene, at);
  const r = radius[at]!;
  const kind = playback.record.columns.nodeKind.data[visible.nodes[at]!]!;
  const cy = y.toFixed(1);
  const size = r.toFixed(1);
  const label = `<text x="${(x + r + 5).toFixed(1)}" y="${(y + 4).toFixed(1)}">${visits[at]} · ${expected[at]!.toFixed(2)}</text>`;
  if (kind === LIMIT || kind === DEAD_END) {
    return `<rect x="${(x - r).toFixed(1)}" y="${(y - r).toFixed(1)}" width="${2 * r}" height="${2 * r}" fill="${colours.surface}" stroke="${colours['ink-soft']}"/>${label}`;
  }
  const ring =
    incoming[at]! > 1
      ? `<circle cx="${x}" cy="${cy}" r="${(r + 2.5).toFixed(1)}" fill="none" stroke="${colours.ink}"/>`
      : '';
  const tick =
    kind === SOLVED
      ? `<path d="M${x - r * 0.45} ${y}l${r * 0.35} ${r * 0.36}l${r * 0.58} ${-r * 0.74}" fill="none" stroke="${colours.surface}" stroke-width="${Math.max(1.5, r * 0.26)}"/>`
      : '';
  return `<circle cx="${x}" cy="${cy}" r="${size}" fill="${valueColour(colours, goodness[at]!)}"/>${ring}${tick}${label}`;
}

/** The canvas as it is seen, on its ground. */
export async function viewPng(canvas: HTMLCanvasElement, ground: string): Promise<Blob> {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  if (context === null) throw new Error('This browser has no canvas to copy the picture to.');
  context.fillStyle = ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => copy.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture is too large for this browser.');
  return blob;
}
