@rem npm starts scripts by a shell; `exec` gives the signal to the program itself. Windows has no exec: this runs it.
@%*
