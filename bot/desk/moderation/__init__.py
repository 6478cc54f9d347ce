"""Our answers taken down and customers' posts hidden: asked for, ended, and what it means."""
