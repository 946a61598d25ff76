import { useEffect, useState } from 'react';

/** Long enough for the browser to paint what is there, too short for anybody to miss what is not. */
const SOON = 100;

/** False until the first drawing is on the screen: what is not seen in it can wait, and a dashboard's other panels cannot. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SOON);
    return () => clearTimeout(timer);
  }, []);
  return settled;
}
