"""`earshot` and `python -m handlers`: the same commands."""

from handlers.commands.cli import commands


def main() -> None:
    """Run the command that was typed."""
    commands(prog_name="earshot")


if __name__ == "__main__":
    main()
