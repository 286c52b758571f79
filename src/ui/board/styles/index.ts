/** All styles of the board, in this order. */
import './frame.css';
import './slices.css';
import './cells.css';
import './bar.css';
