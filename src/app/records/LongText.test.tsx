import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { LongText } from './LongText';

it('shows a short text as it is, whatever is in it', () => {
  const { container } = render(<LongText name="Input note" text={'<script>alert("1")</script>\n$x \\'} />);
  expect(container).toHaveTextContent('<script>alert("1")</script> $x \\');
  expect(container.querySelector('script')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});

it('begins with a part of a long text, and shows all of it on demand', async () => {
  const text = `${'a'.repeat(5000)}end`;
  const { container } = render(<LongText name="Input note" text={text} />);
  expect(container).not.toHaveTextContent('end');
  await userEvent.click(screen.getByRole('button', { name: 'Show all (5,003 characters)' }));
  expect(container).toHaveTextContent(text);
  await userEvent.click(screen.getByRole('button', { name: 'Show less' }));
  expect(container).not.toHaveTextContent('end');
});

it('of 1 MB draws what a page can take, and offers the rest as a file', async () => {
  const { container } = render(<LongText name="Input note" text={'b'.repeat(1_000_000)} />);
  expect(container.textContent?.length).toBeLessThan(1000);
  await userEvent.click(screen.getByRole('button', { name: 'Show more (1,000,000 characters)' }));
  expect(container.textContent?.length).toBeLessThan(210_000);
  expect(screen.getByRole('button', { name: 'Download text' })).toBeVisible();
});

it('cuts no character in two', () => {
  const { container } = render(<LongText name="Input note" text={`${'c'.repeat(599)}${'😀'.repeat(10)}`} />);
  expect(container.textContent).toMatch(/c…/);
});
