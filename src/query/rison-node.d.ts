declare module 'rison-node' {
  export function decode(text: string): unknown;
}
