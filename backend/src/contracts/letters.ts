/** A message as the person reads it in Zalo: at most 2,000 characters, and the names of its buttons. */
export type Letter = { text: string; buttons: readonly string[] };

type Withdrawn = { code: string; plainName: string; personName: string; when: string; reason: string };

const withoutStop = (reason: string): string => reason.replace(/[.\s]+$/u, '');

/**
 * The message of an appointment the office withdraws. One text for the worker that sends it and for the officer, who reads it
 * on a phone frame before it goes. `when` is ready to read: "8 giờ 30, Thứ Ba, 01/12/2026".
 */
export function revocationLetter(withdrawn: Withdrawn): Letter {
  return {
    text: [
      'Xã xin lỗi ông/bà, lịch hẹn sau phải hủy:',
      `${withdrawn.plainName}, ${withdrawn.when}.`,
      `Người đến: ${withdrawn.personName}. Mã ${withdrawn.code}.`,
      `Lý do: ${withoutStop(withdrawn.reason)}.`,
      'Xin ông/bà chọn giờ khác, không bị mất quyền ưu tiên.',
    ].join('\n'),
    buttons: ['Chọn giờ khác'],
  };
}

/** The same in a registered template's two fields: what arrives where Zalo allows no free text, since the person has not written for some days or is only known by phone. */
export function revocationNotice({ code, plainName, when, reason }: Withdrawn): { title: string; text: string } {
  return {
    title: 'Xã xin lỗi, lịch hẹn phải hủy',
    text: `Lịch hẹn ${plainName}, ${when} phải hủy. Mã ${code}. Lý do: ${withoutStop(reason)}. Xin ông/bà chọn giờ khác.`,
  };
}
