/** All styles of the training screen, in this order: narrow windows and what is said last override. */
import '../../shared/side-page.css';
import './screen.css';
import './setup.css';
import './knobs.css';
import './run.css';
import './target.css';
import './charts.css';
import './games.css';
import './chart-marks.css';
import './found.css';
import './runs.css';
import './compare.css';
import './speeds.css';
import './narrow.css';
