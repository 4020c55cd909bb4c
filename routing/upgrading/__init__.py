"""Which upgrades reach so many days, at which price: `plan_upgrades`."""
