import { useMemo } from 'react';
import { useStore } from 'zustand';
import { GAZE_FEATURES } from '../xr/session/session-init.ts';
import { type CapabilityRow, capabilityRows } from './capabilities.ts';
import { useServices } from './services.ts';

function rendererName(): string {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return 'no WebGL 2';
  const debug = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

/** What the browser has at the moment. */
export function useCapabilityRows(): CapabilityRow[] {
  const { client, platform, session, graphics, health, renderer } = useServices();
  const flatReason = useStore(graphics.store, (state) => state.reason);
  const features = useStore(session.store, (state) => state.features);
  const { off } = useStore(health);
  const name = useMemo(rendererName, []);
  const choice = useStore(renderer.store);
  return capabilityRows({
    isolated: crossOriginIsolated,
    splats: client.capabilities,
    cores: navigator.hardwareConcurrency,
    xr: platform.kind === 'none' ? platform : platform.kind,
    flatReason,
    gazeGranted: features ? GAZE_FEATURES.some((feature) => features.includes(feature)) : null,
    renderer: name,
    choice,
    off: Object.values(off).filter((reason) => reason !== null),
  });
}

/** What the browser has and what its lack costs. */
export function CapabilityTable({ rows }: { readonly rows: readonly CapabilityRow[] }) {
  return (
    <table className="capabilities">
      <caption>What this browser has</caption>
      <tbody>
        {rows.map(({ name, state, text }) => (
          <tr key={`${name}${text}`} className={state}>
            <th scope="row">{name}</th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
