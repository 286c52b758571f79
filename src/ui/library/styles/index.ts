/** All styles of the library screen, in this order: narrow windows and what is said last override. */
import './drop.css';
import './screen.css';
import './head.css';
import './choices.css';
import './compose.css';
import './found.css';
import './tables.css';
import './sizes.css';
import './algorithm.css';
import './narrow.css';
