import { useStore } from 'zustand';
import { dismiss } from './notices.ts';
import { useServices } from './services.ts';

/** Sentences for the person, mostly about what went wrong. They stay until they are dismissed. */
export function Toasts() {
  const { notices } = useServices();
  const { list } = useStore(notices);
  return list.map(({ id, kind, text, action }) => (
    <div key={id} role={kind === 'info' ? 'status' : 'alert'} className={`toast ${kind}`}>
      <p>{text}</p>
      {action && (
        <button
          type="button"
          onClick={() => {
            dismiss(notices, id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="dismiss" aria-label="Dismiss" onClick={() => dismiss(notices, id)}>
        ×
      </button>
    </div>
  ));
}
