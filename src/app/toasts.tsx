import { useStore } from 'zustand';
import { dismiss } from './notices.ts';
import { useServices } from './services.ts';

/** Sentences for the person, mostly about what went wrong. They stay until they are dismissed. */
export function Toasts() {
  const { notices } = useServices();
  const { list } = useStore(notices);
  return (
    <div className="toasts">
      {list.map(({ id, kind, text }) => (
        <div key={id} role={kind === 'info' ? 'status' : 'alert'} className={`toast ${kind}`}>
          <p>{text}</p>
          <button type="button" aria-label="Dismiss" onClick={() => dismiss(notices, id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
