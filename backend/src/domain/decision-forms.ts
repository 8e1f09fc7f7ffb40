import { type Rule, ruleOn } from './guidance-rules.js';

export type DecisionForm = 'invitation' | 'meetingCount' | 'resolution' | 'ballotCount' | 'candidates';

const annex = 'Phụ lục Nghị định 59/2023/NĐ-CP';
const from = '2023-08-15';
const one = (value: string): Rule<string>[] => [{ from, value, source: annex }];

/**
 * The official forms by the day from which they hold: a new one is a new line here. Numbers and titles are those of copies of the annex; the
 * decree's own file was not at hand, so every paper asks to be compared with the form in force.
 */
export const decisionForms: Readonly<Record<DecisionForm, readonly Rule<string>[]>> = {
  invitation: one('Mẫu số 01 (Giấy mời)'),
  meetingCount: one('Mẫu số 02 (Biên bản kiểm phiếu)'),
  resolution: one('Mẫu số 03 (Nghị quyết, biên bản cuộc họp của cộng đồng dân cư)'),
  ballotCount: one('Mẫu số 04 (Biên bản kiểm phiếu lấy ý kiến của hộ gia đình)'),
  candidates: one('Mẫu số 05 (Biên bản cuộc họp dự kiến danh sách người ứng cử)'),
};

/** "Mẫu số 01 (Giấy mời) – Phụ lục Nghị định 59/2023/NĐ-CP; kiểm tra lại mẫu hiện hành". */
export function formLine(form: DecisionForm, day: string): string {
  const { value, source } = ruleOn(decisionForms[form], day);
  return `${value} – ${source}; kiểm tra lại mẫu hiện hành`;
}
