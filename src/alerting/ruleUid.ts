import { type AlertRule } from './rule';

const LONGEST_UID = 40;

/** A uid that Grafana takes, the same for the same folder, group and title: a readable part, and a hash of all of it. */
export function ruleUid({ folder, group, title }: Pick<AlertRule, 'folder' | 'group' | 'title'>): string {
  const readable = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const hash = hashOf(JSON.stringify([folder.title, group, title]));
  return `${readable.slice(0, LONGEST_UID - hash.length - 1)}-${hash}`.replace(/^-/, '');
}

/** FNV-1a of 32 bits (G. Fowler, L. C. Noll, K.-P. Vo, 1991), as hexadecimal digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
