/** The styles of the Mantine components that only the training screen uses. */
import '@mantine/core/styles/NumberInput.css';
