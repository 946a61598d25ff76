/** A field's number in a painless script. Text from outside enters scripts here only. */
export function painlessNumber(field: string): string {
  return `doc['${field.replace(/[\\']/g, '\\$&')}'].value`;
}
