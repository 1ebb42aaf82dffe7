import { useStore } from 'zustand';
import { formatBytes, formatCount } from './format.ts';
import { useServices } from './services.ts';

/** How the open scene was taken: its size, its place, and what was adjusted or left out. */
export function SceneFacts() {
  const { loader } = useServices();
  const info = useStore(loader.store, (state) => state.info);
  if (!info) return null;
  const { name, format, splatCount, splatsInFile, shDegree, up, metresPerUnit, floorY, sceneBytes } = info;
  const part = splatsInFile > splatCount ? ` of ${formatCount(splatsInFile)} in the file` : '';
  const rows = [
    ['Splats', `${formatCount(splatCount)}${part}, harmonics to degree ${shDegree}`],
    ['Format', format],
    ['Placed', `${up}, 1 unit = ${Number(metresPerUnit.toPrecision(3))} m, floor at ${floorY.toFixed(2)} m`],
    ['Memory', formatBytes(sceneBytes)],
  ] as const;
  return (
    <table className="facts">
      <caption>{name}</caption>
      <tbody>
        {rows.map(([what, text]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{text}</td>
          </tr>
        ))}
        {info.remarks.map((remark) => (
          <tr key={remark}>
            <th scope="row">Note</th>
            <td>{remark}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
