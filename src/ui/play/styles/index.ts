/** All styles of the play screen, in this order: narrow windows and what is said last override. */
import './screen.css';
import './head.css';
import './board.css';
import './move.css';
import './typed-move.css';
import './facts.css';
import './hints.css';
import './line.css';
import './formulas.css';
import './lessons.css';
import './finished.css';
import './window.css';
