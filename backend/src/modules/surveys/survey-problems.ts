import { ProblemError } from '../../http/problems.js';

export const notFound = () => new ProblemError('survey_not_found', 'Không tìm thấy khảo sát này.');
export const closed = () =>
  new ProblemError('survey_closed', 'Khảo sát này đã đóng nên không nhận thêm câu trả lời. Cảm ơn ông/bà đã quan tâm.');
export const versionChanged = () =>
  new ProblemError('survey_version_changed', 'Câu hỏi vừa được sửa. Xin tải lại rồi trả lời tiếp; phần đã trả lời vẫn còn.');
export const fullWords = (what: string | null): string =>
  what === null
    ? 'Khảo sát đã đủ số người trả lời. Cảm ơn ông/bà đã quan tâm.'
    : `Khảo sát đã đủ số người trả lời ${what}. Cảm ơn ông/bà đã quan tâm.`;
