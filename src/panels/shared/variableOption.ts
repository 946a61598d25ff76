interface Asked {
  name: string;
  /** What a click sets the variable to: 'the actual class'. */
  setTo: string;
  /** What else it does, in a full sentence. */
  also?: string;
  category: string[];
  placeholder: string;
}

/** The option that names a dashboard variable which a click sets. Empty: a click sets none. */
export function variableOption<Path extends string>(path: Path, { setTo, also, placeholder, ...rest }: Asked) {
  const description = `The name of the dashboard variable that a click sets to ${setTo}.`;
  return {
    ...rest,
    path,
    description: also === undefined ? description : `${description} ${also}`,
    defaultValue: '',
    settings: { placeholder },
  };
}
