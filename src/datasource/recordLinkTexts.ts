import { kibanaNames, kibanaProducts } from '../query/kibana';

/** What people read about where links of records lead. */
export const kibanaTexts = {
  product: { title: 'Log tool', purpose: 'Links open its Discover, with the record or with the records of a cell.' },
  url: {
    title: 'Its address',
    purpose: 'As the browser shows it, with a base path and a space if there are any. Empty: no links to it.',
  },
  dataView: {
    title: 'Data view',
    purpose:
      "The id of the data view, or index pattern, that has the audit records: the last part of its page's address in the management of data views. Empty: no links.",
  },
};

export const tracesText = {
  title: 'Traces',
  purpose: 'The data source that has the traces, Tempo, Jaeger or Zipkin: trace ids open in it.',
};

export const productOptions = kibanaProducts.map((value) => ({ value, label: kibanaNames[value] }));
