/** All styles of the tree screen, in this order: narrow windows and what is said last override. */
import './screen.css';
import './head.css';
import './picture.css';
import './run.css';
import './step.css';
import './node.css';
import './moves.css';
import './view.css';
import './narrow.css';
