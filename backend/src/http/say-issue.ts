import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'Phải là chữ.',
  number: 'Phải là số.',
  int: 'Phải là số nguyên.',
  boolean: 'Phải là true hoặc false.',
  array: 'Phải là một danh sách.',
  object: 'Phải là một đối tượng JSON.',
  date: 'Phải là ngày giờ.',
};

/** What is wrong with one value, for people. Words given in a contract itself come before these. */
export const sayIssue: z.core.$ZodErrorMap = (issue) => {
  const value = issue.input;
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'Cần có trường này.';
      return kinds[issue.expected] ?? 'Kiểu giá trị chưa đúng.';
    case 'invalid_value':
      if (value === undefined) return 'Cần có trường này.';
      return `Chỉ nhận một trong các giá trị: ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `Không quá ${issue.maximum} ${issue.origin === 'string' ? 'ký tự' : 'mục'}.`
        : `Không lớn hơn ${issue.maximum}.`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `Ít nhất ${issue.minimum} ${issue.origin === 'string' ? 'ký tự' : 'mục'}.`
        : `Không nhỏ hơn ${issue.minimum}.`;
    case 'invalid_format':
      if (issue.format === 'url') return 'Phải là một địa chỉ trang web.';
      if (issue.format === 'datetime') return 'Phải là thời điểm theo ISO 8601, giờ UTC.';
      return 'Chưa đúng dạng.';
    case 'unrecognized_keys':
      return 'Có trường không dùng trong yêu cầu này.';
    case 'invalid_union':
      return value === undefined ? 'Cần có trường này.' : 'Không đúng dạng nào được nhận.';
    default:
      return 'Giá trị chưa đúng.';
  }
};
