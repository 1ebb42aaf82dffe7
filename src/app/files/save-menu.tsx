import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { EXPORT_FORMATS, type ExportFormat } from '../../workers/splats/splat-client.ts';
import { useServices } from '../services.ts';

const ABOUT: Readonly<Record<ExportFormat, string>> = {
  spz: 'one compressed file, all harmonics',
  sog: 'smallest, images in a bundle',
};

interface SaveMenuProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Saves the open scene in one of the formats that are written. */
export function SaveMenu({ open, onOpen }: SaveMenuProps) {
  const { loader, saver } = useServices();
  const info = useStore(loader.store, (state) => state.info);
  const saving = useStore(saver.store, (state) => state.saving);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector('button')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.parentElement?.contains(event.target)) onOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open, onOpen]);

  const onKey = (event: React.KeyboardEvent) => {
    const items = Array.from(menu.current?.querySelectorAll('button') ?? []);
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') {
      onOpen(false);
      button.current?.focus();
    } else if (step !== 0) items[(at + step + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    // Arrow keys walk, elsewhere on the page.
    event.stopPropagation();
  };
  return (
    <div className="save-menu">
      <button
        ref={button}
        type="button"
        id="save"
        title="Save the open scene (X)"
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={!info || saving !== null}
        onClick={() => onOpen(!open)}
      >
        Save
      </button>
      {open && info && !saving && (
        <div ref={menu} role="menu" aria-label="Save the scene" className="menu" onKeyDown={onKey}>
          {EXPORT_FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              role="menuitem"
              onClick={() => {
                onOpen(false);
                void saver.save(format);
              }}
            >
              <strong>Save as .{format}</strong>
              <span>{ABOUT[format]}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
