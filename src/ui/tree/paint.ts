/**
 * Painting a scene. What is drawn depends on how large it would be: from afar a node is a mark of a
 * few pixels, and of those that share a pixel one is drawn, so that a frame never costs more than the
 * screen has room for.
 */
import type { Colours } from './colours.ts';
import { RECEDED } from './drawing.ts';
import { EdgePen } from './edge-pen.ts';
import type { Emphasis } from './emphasis.ts';
import { NodePen } from './node-pen.ts';
import type { Scene } from './scene.ts';
import { type Canvas, nodesInView, type View } from './view.ts';

export function paintScene(
  canvas: Canvas,
  scene: Scene,
  view: View,
  colours: Colours,
  emphasis: Emphasis,
): void {
  const { context, width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.lineCap = 'round';
  const { nodes } = nodesInView(scene, view, canvas);
  const drawing = { context, scene, view, colours, emphasis };
  const edgePen = new EdgePen(drawing);
  const nodePen = new NodePen(drawing);
  edgePen.otherEdges(canvas);
  edgePen.edges(nodes);
  edgePen.line(emphasis.principal, colours.accent, emphasis.ended === null ? 0.85 : RECEDED);
  edgePen.line(emphasis.played, colours.ink, 1);
  edgePen.line(emphasis.simulated, colours.minus, 1);
  nodePen.nodes(nodes);
  nodePen.ends(canvas);
  nodePen.special(nodes);
}
