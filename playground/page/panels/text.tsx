import { css } from '@emotion/css';
import { PanelPlugin, type PanelProps, renderMarkdown, textUtil } from '@grafana/data';
import { ScrollContainer } from '@grafana/ui';
import React from 'react';

interface Options {
  mode: 'markdown' | 'html' | 'code';
  content: string;
}

const fill = css({ height: '100%' });

function TextPanel({ options, replaceVariables }: PanelProps<Options>) {
  const content = replaceVariables(options.content ?? '', {}, options.mode === 'code' ? 'raw' : 'html');
  if (options.mode === 'code') {
    return <pre className={fill}>{content}</pre>;
  }
  const html = options.mode === 'html' ? textUtil.sanitize(content) : renderMarkdown(content);
  return (
    <ScrollContainer>
      <div className={`markdown-html ${fill}`} dangerouslySetInnerHTML={{ __html: html }} />
    </ScrollContainer>
  );
}

export const textPanel = new PanelPlugin<Options>(TextPanel);
