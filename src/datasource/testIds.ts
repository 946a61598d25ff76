/** For what tests cannot find by its label. */
export const testIds = {
  queryEditor: 'data-testid modelwatch query editor',
  compiledQuery: 'data-testid modelwatch compiled query',
  convertedQuery: 'data-testid modelwatch converted query',
  suggestionProblem: 'data-testid modelwatch suggestion problem',
  presetAbout: 'data-testid modelwatch preset about',
  mappingStatus: (name: string) => `data-testid modelwatch mapping status ${name}`,
  recordsSummary: 'data-testid modelwatch records summary',
  recordsProblem: 'data-testid modelwatch records problem',
};
