/** The styles of the Mantine components that only the library uses. */
import '@mantine/core/styles/Menu.css';
