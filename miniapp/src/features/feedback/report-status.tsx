import type { Report, ReportRow } from 'backend/contracts/feedback';
import { CircleCheck, CircleDashed, CircleHelp, CircleMinus } from 'lucide-react';
import { promiseWords, reportStatusWords, statusTone } from './report-words.js';

const signs = { open: CircleDashed, asks: CircleHelp, done: CircleCheck, ended: CircleMinus } as const;

/** Where a report is: a sign and words. */
export function StatusLine({ status }: Pick<Report, 'status'>) {
  const tone = statusTone[status];
  const Sign = signs[tone];
  return (
    <span className="report-status" data-tone={tone}>
      <Sign aria-hidden="true" size={20} />
      {reportStatusWords[status]}
    </span>
  );
}

/** Until when it will be answered, or by how much the commune is late. */
export function PromiseLine(report: Pick<Report | ReportRow, 'status' | 'promisedOn' | 'lateDays'>) {
  const promise = promiseWords(report);
  if (promise === null) return null;
  return <span className={promise.late ? 'report-promise report-late' : 'report-promise'}>{promise.text}</span>;
}
