import './reception.css';
import { NavLink } from 'react-router-dom';
import { useMay } from '../may.js';

/** The four parts of citizens' reception, above each of its lists. */
export function ReceptionNav() {
  const mayManage = useMay('reception.manage');
  const parts = [
    { to: '/console/reception', name: 'Các buổi tiếp' },
    { to: '/console/reception/due', name: 'Phải trả lời' },
    { to: '/console/reception/register', name: 'Sổ tiếp công dân' },
    ...(mayManage ? [{ to: '/console/reception/rules', name: 'Quy định' }] : []),
  ];
  return (
    <nav className="desk-reception-nav" aria-label="Các phần của tiếp công dân">
      {parts.map(({ to, name }) => (
        <NavLink key={to} to={to} end className="desk-tool desk-reception-tab">
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
