/** Entry point: where the nodes of a drawn tree lie. */
import { expose, transfer } from 'comlink';
import { type LayoutRequest, layoutTree } from '../src/session/tree/layout.ts';

expose({
  layout: (request: LayoutRequest) => {
    const layout = layoutTree(request);
    const { depth, y, order, columns } = layout;
    return transfer(layout, [depth.buffer, y.buffer, order.buffer, columns.buffer]);
  },
});
