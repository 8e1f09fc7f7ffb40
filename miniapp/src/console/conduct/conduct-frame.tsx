import './conduct.css';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';

/** Results and what waits to be read, one beside the other for who may see both. */
export function ConductFrame({ children, waiting }: { children: ReactNode; waiting?: number | undefined }) {
  const mayModerate = useMay('conduct.moderate');
  return (
    <Frame title="Thái độ phục vụ" width="sides">
      {/* One column: the numbers want the whole width, and nothing stands beside them. */}
      <div className="desk-side desk-conduct">
        {mayModerate && (
          <nav className="desk-conduct-tabs" aria-label="Các phần của mục này">
            <NavLink to="/console/conduct" end className="desk-conduct-tab">
              Kết quả
            </NavLink>
            <NavLink to="/console/conduct/comments" className="desk-conduct-tab">
              Duyệt góp ý{waiting !== undefined && waiting > 0 && ` (${waiting})`}
            </NavLink>
          </nav>
        )}
        {children}
      </div>
    </Frame>
  );
}
