/** A message as the person reads it in Zalo: at most 2,000 characters, and the names of its buttons. */
export type Letter = { text: string; buttons: readonly string[] };

/**
 * The message of an appointment the office withdraws. One text for the worker that sends it and for the officer, who reads it
 * on a phone frame before it goes. `when` is ready to read: "8 giờ 30, Thứ Ba, 01/12/2026".
 */
export function revocationLetter(withdrawn: { code: string; plainName: string; personName: string; when: string; reason: string }): Letter {
  return {
    text: [
      'Xã xin lỗi ông/bà, lịch hẹn sau phải hủy:',
      `${withdrawn.plainName}, ${withdrawn.when}.`,
      `Người đến: ${withdrawn.personName}. Mã ${withdrawn.code}.`,
      `Lý do: ${withdrawn.reason.replace(/[.\s]+$/u, '')}.`,
      'Xin ông/bà chọn giờ khác, không bị mất quyền ưu tiên.',
    ].join('\n'),
    buttons: ['Chọn giờ khác'],
  };
}
