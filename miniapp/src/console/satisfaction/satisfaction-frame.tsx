import './satisfaction.css';
import { satisfactionLabel } from 'backend/contracts/satisfaction-questions';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';

/** Results and, for whoever may change them, how people are drawn and what they are asked. */
export function SatisfactionFrame({ children }: { children: ReactNode }) {
  const mayManage = useMay('satisfaction.manage');
  return (
    <Frame title="Mức độ hài lòng" beside={satisfactionLabel} width="sides">
      <div className="desk-side desk-satisfaction">
        {mayManage && (
          <nav className="desk-satisfaction-tabs" aria-label="Các phần của mục này">
            <NavLink to="/console/satisfaction" end className="desk-satisfaction-tab">
              Kết quả
            </NavLink>
            <NavLink to="/console/satisfaction/settings" className="desk-satisfaction-tab">
              Lấy mẫu, câu hỏi
            </NavLink>
          </nav>
        )}
        {children}
      </div>
    </Frame>
  );
}
