"""The steps of Ironic's redfish hardware type, taken with sushy.

usage: ironic.py URL USER PASSWORD STEP [ARGUMENT]; prints what the step found as JSON.
"""

import json
import sys
import time

import sushy

MINUTES = 60


def wait_for(look, seconds=2 * MINUTES):
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            raise TimeoutError("It did not come.")
        time.sleep(0.5)


def power(system, reset, state):
    system.reset_system(reset)

    def reached():
        system.refresh()
        return system.power_state == state

    wait_for(reached)


def restart(system):
    """Ironic restarts a machine by switching it off and on."""
    power(system, sushy.ResetType.FORCE_OFF, sushy.PowerState.OFF)
    power(system, sushy.ResetType.ON, sushy.PowerState.ON)


def inspect(system, _):
    processors = system.processors
    cpu = processors.get_members()[0]
    storage = system.storage.get_members()[0]
    return {
        "uuid": system.uuid,
        "model": system.model,
        "manufacturer": system.manufacturer,
        "serial_number": system.serial_number,
        "memory_gib": system.memory_summary.size_gib,
        "threads": processors.summary.count,
        "architecture": processors.summary.architecture.value,
        "cpu_model": cpu.model,
        "instruction_set": cpu.instruction_set.value,
        "macs": {mac: state and state.value for mac, state in system.ethernet_interfaces.summary.items()},
        "disks": system.simple_storage.disks_sizes_bytes,
        "drives": storage.drives_sizes_bytes,
        "volumes": storage.volumes.volumes_sizes_bytes,
        "controllers": [controller.name for controller in storage.controllers.get_members()],
        "pcie_devices": [device.identity for device in system.pcie_devices.get_members()],
        "managers": [manager.identity for manager in system.managers],
        "chassis": [chassis.identity for chassis in system.chassis],
    }


def boot_once_from(system, target):
    system.set_system_boot_options(
        target=sushy.BootSource(target),
        enabled=sushy.BootSourceOverrideEnabled.ONCE,
        mode=sushy.BootSourceOverrideMode.LEGACY,
    )
    system.refresh()
    return {
        "target": system.boot.target.value,
        "enabled": system.boot.enabled.value,
        "mode": system.boot.mode.value,
        "allowed": sorted(value.value for value in system.get_allowed_system_boot_source_values()),
    }


def boot_over_http(system, uri):
    system.set_system_boot_options(
        target=sushy.BootSource.UEFI_HTTP,
        enabled=sushy.BootSourceOverrideEnabled.ONCE,
        mode=sushy.BootSourceOverrideMode.UEFI,
        http_boot_uri=uri,
    )
    asked = system._conn.get(system.path).json()["Boot"]["HttpBootUri"]
    system.refresh()
    system.set_system_boot_options(
        target=sushy.BootSource.HDD,
        enabled=sushy.BootSourceOverrideEnabled.DISABLED,
        mode=sushy.BootSourceOverrideMode.LEGACY,
    )
    system.refresh()
    left = system._conn.get(system.path).json()["Boot"]["HttpBootUri"]
    return {"asked": asked, "left": left, "mode": system.boot.mode.value}


def insert_media(system, image):
    slots = [slot for slot in system.virtual_media.get_members() if sushy.VirtualMediaType.CD in slot.media_types]
    for slot in slots:
        if slot.inserted:
            slot.eject_media()
    slots[0].insert_media(image)
    slots[0].refresh()
    return {"image": slots[0].image, "inserted": slots[0].inserted, "write_protected": slots[0].write_protected}


def eject_media(system, _):
    for slot in system.virtual_media.get_members():
        if slot.inserted:
            slot.eject_media()
    return [slot.inserted for slot in system.virtual_media.get_members()]


def insert_what_cannot_be_read(system, image):
    try:
        system.virtual_media.get_members()[0].insert_media(image)
    except sushy.exceptions.HTTPError as error:
        return {"status": error.status_code, "detail": error.detail}
    return None


def restart_machine(system, _):
    restart(system)
    system.refresh()
    return {"power": system.power_state.value, "boot": system.boot.enabled.value}


def change_bios(system, _):
    bios = system.bios
    registry = bios.get_attribute_registry()
    names = [entry.name for entry in registry.registry_entries.attributes]
    processors = next(name for name in names if "Processor" in name or "Cpu" in name)
    before = bios.attributes[processors]
    bios.set_attribute(processors, before + 1, apply_time=sushy.ApplyTime.ON_RESET)
    pending = bios.pending_attributes
    restart(system)
    bios.refresh()
    after = bios.attributes[processors]
    bios.reset_bios()
    restart(system)
    bios.refresh()
    return {
        "described": sorted(bios.attributes) == sorted(names),
        "before": before,
        "pending": pending[processors],
        "after": after,
        "success": bios.update_status.status == sushy.resources.settings.UPDATE_SUCCESS,
        "reset": bios.attributes[processors],
    }


def secure_boot(system, _):
    settings = system.secure_boot
    allowed = sorted(value.value for value in settings.get_allowed_reset_keys_values())
    settings.reset_keys(sushy.SecureBootResetKeysType.RESET_ALL_KEYS_TO_DEFAULT)
    settings.set_enabled(True)
    settings.refresh()
    enabled = settings.enabled
    settings.set_enabled(False)
    settings.refresh()
    return {"allowed": allowed, "enabled": enabled, "disabled": settings.enabled}


def sensors(system, _):
    chassis = system.chassis[0]
    return {
        "temperatures": {each.name: each.reading_celsius for each in chassis.thermal.temperatures},
        "fans": {each.name: each.reading for each in chassis.thermal.fans},
        "power_supplies": {each.name: each.status.health.value for each in chassis.power.power_supplies},
    }


def indicator(system, _):
    system.set_indicator_led(sushy.IndicatorLED.LIT)
    system.refresh()
    lit = system.indicator_led.value
    system.set_indicator_led(sushy.IndicatorLED.OFF)
    system.refresh()
    return {"lit": lit, "off": system.indicator_led.value}


def update_firmware(system, image):
    service = system.root.get_update_service()
    monitor = service.simple_update(image)
    monitor.wait(MINUTES)
    return {
        "state": monitor.get_task().task_state.value,
        "inventory": [each.identity for each in service.firmware_inventory.get_members()],
    }


STEPS = {
    step.__name__: step
    for step in [
        inspect,
        boot_once_from,
        boot_over_http,
        insert_media,
        eject_media,
        insert_what_cannot_be_read,
        restart_machine,
        change_bios,
        secure_boot,
        sensors,
        indicator,
        update_firmware,
    ]
}


def main(url, user, password, step, argument=None):
    auth = sushy.auth.SessionOrBasicAuth(username=user, password=password)
    root = sushy.Sushy(url, auth=auth, verify=False, server_side_retries=0)
    print(json.dumps(STEPS[step](root.get_system(), argument)))
    auth.close()


main(*sys.argv[1:])
