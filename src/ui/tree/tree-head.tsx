import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { Menu } from './menu.tsx';
import { useInspector, useTreeState } from './tree-context.ts';

/** Which tree this is, and who evaluates. */
export function TreeHead() {
  const inspector = useInspector();
  const title = useTreeState((state) => state.title);
  const record = useTreeState((state) => state.record);
  const source = useTreeState((state) => state.source);
  const status = useTreeState((state) => state.status);
  const following = useTreeState((state) => state.following);
  const notice = useTreeState((state) => state.notice);
  const kind = record?.header.evaluator.kind;
  return (
    <div className="tree-top">
      <div className="tree-head">
        <h2 tabIndex={-1}>
          {status === 'opening' ? 'Opening …' : title === '' ? 'No tree is open' : title}
        </h2>
        {record !== null && (
          <p className="tree-evaluator" data-kind={kind}>
            <span>
              {source === 'file'
                ? 'Saved'
                : source === 'live'
                  ? following
                    ? 'Live'
                    : 'Followed'
                  : 'Evaluator'}
            </span>
            {record.header.evaluator.name}
          </p>
        )}
        <div className="tree-head-end">
          <ActionButton action={ACTIONS.open}>Open…</ActionButton>
          <Menu />
          <ActionButton action={ACTIONS.help}>
            <span aria-hidden="true">?</span>
          </ActionButton>
        </div>
      </div>
      {notice !== null && (
        <div
          className="tree-notice"
          data-kind={notice.kind}
          role={notice.kind === 'error' ? 'alert' : 'status'}
        >
          <p>{notice.text}</p>
          <button type="button" className="tree-link" onClick={() => inspector.dismissNotice()}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  );
}
