"""FEIG OBID readers in ISO host mode: frames, commands, driver."""
