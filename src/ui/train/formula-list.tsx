import type { Algorithm } from '../../algorithm/algorithm.ts';
import { formulas } from '../../algorithm/formulas.ts';

/** The products and the sums of an algorithm, as a textbook would print them. */
export function FormulaList({ algorithm }: { readonly algorithm: Algorithm }) {
  const { products, outputs } = formulas(algorithm);
  return (
    <div className="formulas">
      <div>
        <h4>Products</h4>
        <ul>
          {products.map((text) => (
            <li key={text}>
              <Formula text={text} />
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h4>{algorithm.arithmetic === 'z2' ? 'Sums, modulo 2' : 'Sums'}</h4>
        <ul>
          {outputs.map((text) => (
            <li key={text}>
              <Formula text={text} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** 'm1 = (a11 + a22)b11' with its indices set low. */
function Formula({ text }: { readonly text: string }) {
  const parts = text.split(/([abcm]\d+)/);
  let at = 0;
  return parts.map((part) => {
    const key = at;
    at += part.length;
    return /^[abcm]\d+$/.test(part) ? (
      <span key={key}>
        <var>{part[0]}</var>
        <sub>{part.slice(1)}</sub>
      </span>
    ) : (
      part
    );
  });
}
